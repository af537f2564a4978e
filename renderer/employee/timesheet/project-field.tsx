import { useId } from 'react';
import { type Project, projectKey } from '../../../core/organisation/projects.ts';
import { Field } from '../../parts/controls/field.tsx';
import { Select } from '../../parts/controls/select.tsx';
import { tTimesheet as t } from '../messages.ts';

interface Props {
  readonly projects: readonly Project[];
  /** Whether the organisation has a list: else a name is typed, and names of before are offered. */
  readonly isListed: boolean;
  readonly value: Project | null;
  readonly onChange: (project: Project | null) => void;
}

/** Which project: one of the list, or a name. */
export function ProjectField({ projects, isListed, value, onChange }: Props) {
  const id = useId();
  if (isListed)
    return (
      <div className="field">
        <label htmlFor={id}>{t('project')}</label>
        <Select
          id={id}
          value={value === null ? '' : projectKey(value)}
          options={[['', t('choose')], ...projects.map((each) => [projectKey(each), each.name] as const)]}
          onChange={(key) => onChange(projects.find((each) => projectKey(each) === key) ?? null)}
        />
      </div>
    );
  return (
    <Field
      id={id}
      label={t('project-name')}
      list={`${id}-known`}
      maxLength={100}
      autoComplete="off"
      value={value?.name ?? ''}
      onChange={({ target }) => onChange(target.value === '' ? null : { id: null, name: target.value })}
    >
      <datalist id={`${id}-known`}>
        {projects.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}

/** The project as it may be sent: without spaces around its name; null while there is none. */
export function namedProject(project: Project | null): Project | null {
  const name = project?.name.trim() ?? '';
  return project === null || name === '' ? null : { ...project, name };
}
