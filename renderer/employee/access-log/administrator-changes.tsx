import type { AdministratorChange } from '../../../ipc/employee-access-log.ts';
import { dayRangeText, dayText, listText, whenText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { Table } from '../../parts/layout/table.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { daySpanText } from '../consent/about-text.ts';
import type { EmployeeConnection } from '../frame/page-props.ts';
import { tAccessLog as t } from '../messages.ts';

interface Props {
  readonly connection: EmployeeConnection;
  readonly now: number;
  readonly zone: string;
}

/** What administrators changed about the person: who, what and when. */
export function AdministratorChanges({ connection: { client, onChange }, now, zone }: Props) {
  const { value } = useQuery('administrator-changes', () => client.administratorChanges({}), onChange);
  if (value === null || value.changes.length === 0) return null;
  return (
    <Card id="administrator-changes" title={t('changes-title')} data-testid="administrator-changes">
      <p className="quiet">{t('changes-about')}</p>
      <div className="table-wide">
        <Table className="views" caption={t('changes-title')} columns={[t('when'), t('who'), t('what')]}>
          {value.changes.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that only grows at its other end, and two of the same moment may be alike
            <tr key={`${value.changes.length - index}`} data-change={each.change.what}>
              <td>{whenText(each.at, now, zone)}</td>
              <td className="words">{each.by ?? t('change-nameless')}</td>
              <td className="words">{changeText(each)}</td>
            </tr>
          ))}
        </Table>
      </div>
      {!value.isWhole && <p className="quiet small">{t('changes-older')}</p>}
    </Card>
  );
}

function changeText({ change, viewer }: AdministratorChange): string {
  const name = viewer ?? t('change-viewer');
  switch (change.what) {
    case 'access':
      return change.spans.length === 0
        ? t('change-taken', { name })
        : t('change-access', { name, days: listText(change.spans.map(daySpanText)) });
    case 'confirmed':
      return t('change-confirmed', { device: shortId(change.device) });
    case 'last-day':
      return t(`change-${change.why}`, { device: shortId(change.device), day: dayText(change.day) });
    case 'erasure':
      return change.from === null
        ? t('change-erasure-until', { to: dayText(change.to) })
        : t('change-erasure', { days: dayRangeText(change.from, change.to) });
    case 'left':
      return t('change-person-left', { day: dayText(change.day) });
    default:
      return t(`change-${change.what}`);
  }
}

/** As *Health* and the administrator name a computer, only so long that two can be told apart. */
function shortId(device: string): string {
  return device.slice(0, 6);
}
