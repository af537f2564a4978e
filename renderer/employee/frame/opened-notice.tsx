import type { EmployeeContract } from '../../../ipc/employee.ts';
import { enrolWords } from '../../../messages/employee/enrolment.ts';
import { Notice } from '../../parts/controls/notice.tsx';
import { wordsOf } from '../../parts/language.ts';
import { useCall } from '../../parts/use-call.ts';
import type { Connection } from '../../transport.ts';

const say = wordsOf(enrolWords);

interface Props {
  readonly connection: Connection<EmployeeContract>;
}

/** Why a further file or link that the person opened is refused. One that is taken changes nothing that needs an answer. */
export function OpenedNotice({ connection: { client, onChange } }: Props) {
  const opened = useCall('invitation', () => client.invitation({}), onChange);
  if (opened.problem === null) return null;
  const putAside = async () => {
    await client.dismissInvitation({});
    opened.again();
  };
  return (
    <Notice problem={opened.problem}>
      <button type="button" className="button" onClick={() => void putAside()}>
        {say('put-aside')}
      </button>
    </Notice>
  );
}
