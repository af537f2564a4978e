import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { tEnrolment as t } from '../messages.ts';
import type { EmployeeConnection } from './page-props.ts';

interface Props {
  readonly connection: EmployeeConnection;
}

/** Why a further file or link that the person opened is refused. One that is taken changes nothing that needs an answer. */
export function OpenedNotice({ connection: { client, onChange } }: Props) {
  const opened = useQuery('invitation', () => client.invitation({}), onChange);
  if (opened.problem === null) return null;
  const putAside = async () => {
    await client.dismissInvitation({});
    opened.again();
  };
  return (
    <ProblemNotice problem={opened.problem}>
      <Button onClick={() => void putAside()}>{t('put-aside')}</Button>
    </ProblemNotice>
  );
}
