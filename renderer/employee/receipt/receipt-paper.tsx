import { problem } from '../../../core/problem.ts';
import type { ConsentEntry } from '../../../ipc/employee-consent.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { saveFile } from '../../parts/controls/save-file.ts';
import { momentText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { Awaited } from '../../parts/layout/awaited.tsx';
import { Fact } from '../../parts/layout/facts.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { FieldWords, TermsList } from '../consent/terms-list.tsx';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tReceipt as t, tConsent, tTerms } from '../messages.ts';
import { Paper } from './paper.tsx';
import { addressLines, passedOnTo, type ReceiptFields, receiptFields } from './receipt-fields.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly entry: ConsentEntry;
  readonly zone: string;
  readonly onClose: () => void;
}

/** The receipt of one entry, readable, to keep or print. */
export function ReceiptPaper({ client, entry, zone, onClose }: Props) {
  const { record, hash } = entry;
  const language = pageLanguage();
  const asked = useQuery(
    `receipt ${record.id} ${language}`,
    () => client.consentReceipt({ id: record.id, language }),
    null,
  );
  const fields = asked.value === null ? null : receiptFields(asked.value.receipt);
  const name = `${new Date(record.at).toISOString().slice(0, 10)}-${record.purpose}`;
  return (
    <Paper
      title={t('title')}
      onClose={onClose}
      actions={
        asked.value !== null && (
          <>
            <KeepButton text={asked.value.receipt} name={`consent-receipt-${name}.json`} label={t('keep-receipt')} />
            <KeepButton text={asked.value.record} name={`consent-record-${name}.jsonld`} label={t('keep-record')} />
          </>
        )
      }
    >
      <p className="quiet">{t('intro')}</p>
      <ProblemNotice problem={asked.problem} tone="danger" onRetry={asked.again} />
      <Awaited query={asked} words={t('loading')} />
      <dl className="terms" data-testid="receipt">
        <Fact name={t('decision')}>
          <strong>
            {tTerms(record.purpose)}: {tConsent(`event-${record.event}`)}
          </strong>
        </Fact>
        <Fact name={t('when')}>
          {momentText(record.at, zone)} ({zone})
        </Fact>
        <Fact name={t('how')}>{tConsent(`given-by-${record.given}`)}</Fact>
        {fields !== null && <Kantara fields={fields} />}
        <Fact name={t('notice')}>
          <Digits>{record.notice}</Digits>
        </Fact>
        <Fact name={t('hash')}>
          <Digits>{hash}</Digits>
        </Fact>
      </dl>
      {asked.value !== null && fields === null && <ProblemNotice problem={problem('receipt-unreadable')} />}
      <h3>{t('terms')}</h3>
      <TermsList terms={record.terms} />
    </Paper>
  );
}

function Kantara({ fields }: { readonly fields: ReceiptFields }) {
  const others = passedOnTo(fields);
  return (
    <>
      {fields.piiControllers.map((controller) => (
        <Fact key={controller.piiController} name={t('controller')}>
          <FieldWords
            lines={[
              controller.piiController,
              controller.contact,
              addressLines(controller.address).join(', '),
              [controller.email, controller.phone].join(' · '),
            ]}
          />
        </Fact>
      ))}
      <Fact name={t('person')}>{fields.piiPrincipalId}</Fact>
      {fields.sensitive !== null && (
        <Fact name={t('sensitive')}>
          {fields.sensitive ? t('sensitive-yes', { list: fields.spiCat.join(', ') }) : t('sensitive-no')}
        </Fact>
      )}
      <Fact name={t('shared')}>
        {others.length === 0 ? t('shared-no') : t('shared-yes', { list: others.join(', ') })}
      </Fact>
      <Fact name={t('number')}>
        <Digits>{fields.consentReceiptID}</Digits>
      </Fact>
      <Fact name={t('key')}>
        <Digits>{fields.publicKey}</Digits>
      </Fact>
      <Fact name={t('form')}>{fields.version}</Fact>
    </>
  );
}

function Digits({ children }: { readonly children: string }) {
  return (
    <span className="digits" dir="ltr">
      {children}
    </span>
  );
}

/** Saves `text` as the file `name`, which the page makes itself: nothing is asked of any server. */
function KeepButton({ text, name, label }: { readonly text: string; readonly name: string; readonly label: string }) {
  const keep = () => saveFile(new Blob([text], { type: 'application/json' }), name);
  return <Button onClick={keep}>{label}</Button>;
}
