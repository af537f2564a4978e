import type { Employee } from '../../agent/employee.ts';
import { ignoreLostReaders, writeJson, writeLines } from '../../agent/host/terminal.ts';
import type { Problem } from '../../core/problem.ts';
import { problemText } from '../../messages/problem-text.ts';
import { problemsOf, reasonOf, recordingLine } from './agent-messages.ts';

/** What a running agent tells its administrator: sentences, or JSON objects a line. Never anything that was captured. */
export class AgentReport {
  readonly #asJson: boolean;
  readonly #quiet: boolean;
  #lastLine = '';
  #lastProblems: readonly string[] = [];
  #unfollow: () => void = () => {};
  #asking: Promise<void> | null = null;
  #again = false;

  constructor({ asJson, quiet }: { readonly asJson: boolean; readonly quiet: boolean }) {
    this.#asJson = asJson;
    this.#quiet = quiet;
    // Whoever read the lines has gone: recording does not depend on them.
    ignoreLostReaders();
  }

  say(event: Readonly<Record<string, unknown>>, sentence: string): void {
    if (this.#asJson) writeJson('stdout', { at: new Date().toISOString(), ...event });
    else if (!this.#quiet) writeLines('stdout', [sentence]);
  }

  #tellAlways(event: Readonly<Record<string, unknown>>, sentence: string): void {
    if (this.#asJson) this.say(event, sentence);
    else writeLines('stdout', [sentence]);
  }

  warn(sentence: string): void {
    if (this.#asJson) this.say({ event: 'warning', what: sentence }, sentence);
    else writeLines('stderr', [`plainsight: ${sentence}`]);
  }

  /** Something that is wrong although the agent goes on; also where only problems are to be told. */
  problem(told: Problem): void {
    const { code } = told;
    const { what, remedy } = problemText('en', told);
    if (this.#asJson) this.say({ event: 'problem', code, what, remedy }, what);
    else writeLines('stderr', [`plainsight: ${what} ${remedy}`]);
  }

  /** That an invitation waits for the person, and where they answer it; also where only problems are to be told. */
  tellWaiting(file: string, hasPage: boolean): void {
    const where = `${hasPage ? 'On their page, or in' : 'In'} a terminal of theirs: plainsight consent --settings ${file}`;
    const sentence = `An invitation waits for the person of this computer, and nothing is recorded before they accept it. ${where}`;
    this.#tellAlways({ event: 'invitation' }, sentence);
  }

  tellWhereToDecide(file: string): void {
    this.say({}, `To decide what may be recorded, end this with Ctrl+C and run: plainsight consent --settings ${file}`);
  }

  /** Says what is recorded, now and whenever that changes; also where only problems are to be told: no setting keeps it quiet. */
  follow(employee: Employee): void {
    const ask = (): void => {
      this.#again = true;
      this.#asking ??= this.#drain(employee).finally(() => {
        this.#asking = null;
      });
    };
    this.#unfollow = employee.onChange(ask);
    ask();
  }

  end(): void {
    this.#unfollow();
  }

  async #drain(employee: Employee): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const status = await employee.service.status({});
      if (status.ok) this.#tell(status.value);
    }
  }

  #tell(status: Parameters<typeof recordingLine>[0]): void {
    const line = recordingLine(status);
    if (line !== this.#lastLine) {
      this.#lastLine = line;
      const purposes = status.purposes.map((each) => ({
        purpose: each.purpose,
        state: each.state,
        reason: reasonOf(each),
      }));
      this.#tellAlways({ event: 'recording', recording: status.recording, purposes }, line);
    }
    const problems = problemsOf(status);
    for (const each of problems) if (!this.#lastProblems.includes(each.code)) this.problem(each);
    const over = this.#lastProblems.filter((code) => !problems.some((each) => each.code === code));
    for (const code of over) if (this.#asJson) this.say({ event: 'mended', code }, '');
    if (over.length > 0 && problems.length === 0 && !this.#asJson) this.say({}, 'All is well again.');
    this.#lastProblems = problems.map(({ code }) => code);
  }
}
