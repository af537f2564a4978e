import type { EmployeeContract } from '../../../ipc/employee.ts';
import { enrolmentMessages } from '../../../messages/employee/enrolment.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { translatorOf } from '../../parts/language.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { PageConnection } from '../../transport.ts';

const t = translatorOf(enrolmentMessages);

interface Props {
  readonly connection: PageConnection<EmployeeContract>;
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
      <button type="button" className="button" onClick={() => void putAside()}>
        {t('put-aside')}
      </button>
    </ProblemNotice>
  );
}
