import { problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import { mostRules } from '../../core/rules/rule.ts';
import {
  noProjectRules,
  type ProjectRule,
  type ProjectRules,
  projectRulesSchema,
} from '../../core/timesheet/project-rules.ts';
import { OwnRecordKeeper, type OwnRecordOptions } from './own-record.ts';

const name = 'project-rules';

/** The person's rules that propose projects, in their order: sealed to them, on this computer alone. */
export class ProjectRuleKeeper {
  readonly #records: OwnRecordKeeper<ProjectRules>;

  constructor(options: OwnRecordOptions) {
    this.#records = new OwnRecordKeeper(options, {
      schema: projectRulesSchema,
      tooMuch: problem('project-rules-too-many', { most: mostRules }),
    });
  }

  /** Problem code: `vault-unreadable`. */
  async rules(): Promise<Result<readonly ProjectRule[]>> {
    const read = await this.#read();
    return read.ok ? ok(read.value.rules) : read;
  }

  /** Problem codes: those of `edit`, `vault-unreadable`, `project-rules-too-many`. */
  async change(edit: (rules: readonly ProjectRule[]) => Result<readonly ProjectRule[]>): Promise<Result<null>> {
    const kept = await this.#records.change(
      name,
      () => this.#read(),
      (record) => {
        const edited = edit(record.rules);
        return edited.ok ? ok({ ...record, rules: [...edited.value] }) : edited;
      },
    );
    return kept.ok ? ok(null) : kept;
  }

  /** An empty list in the place of one that cannot be read. */
  async startOver(): Promise<Result<null>> {
    const kept = await this.#records.change(
      name,
      async () => ok(noProjectRules),
      () => ok({ ...noProjectRules }),
    );
    return kept.ok ? ok(null) : kept;
  }

  #read(): Promise<Result<ProjectRules>> {
    return this.#records.read(name, noProjectRules);
  }
}
