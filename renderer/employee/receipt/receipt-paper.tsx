import type { ReactNode } from 'react';
import { problem } from '../../../core/problem.ts';
import type { ConsentEntry } from '../../../ipc/employee-consent.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { momentText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
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
      {asked.problem !== null && <ProblemNotice problem={asked.problem} tone="danger" onRetry={asked.again} />}
      {asked.value === null && asked.problem === null && (
        <p className="quiet" role="status">
          {t('loading')}
        </p>
      )}
      <dl className="terms" data-testid="receipt">
        <Row name={t('decision')}>
          <strong>
            {tTerms(record.purpose)}: {tConsent(`event-${record.event}`)}
          </strong>
        </Row>
        <Row name={t('when')}>
          {momentText(record.at, zone)} ({zone})
        </Row>
        <Row name={t('how')}>{tConsent(`given-by-${record.given}`)}</Row>
        {fields !== null && <Kantara fields={fields} />}
        <Row name={t('notice')}>
          <Digits>{record.notice}</Digits>
        </Row>
        <Row name={t('hash')}>
          <Digits>{hash}</Digits>
        </Row>
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
        <Row key={controller.piiController} name={t('controller')}>
          <FieldWords
            lines={[
              controller.piiController,
              controller.contact,
              addressLines(controller.address).join(', '),
              [controller.email, controller.phone].join(' · '),
            ]}
          />
        </Row>
      ))}
      <Row name={t('person')}>{fields.piiPrincipalId}</Row>
      {fields.sensitive !== null && (
        <Row name={t('sensitive')}>
          {fields.sensitive ? t('sensitive-yes', { list: fields.spiCat.join(', ') }) : t('sensitive-no')}
        </Row>
      )}
      <Row name={t('shared')}>
        {others.length === 0 ? t('shared-no') : t('shared-yes', { list: others.join(', ') })}
      </Row>
      <Row name={t('number')}>
        <Digits>{fields.consentReceiptID}</Digits>
      </Row>
      <Row name={t('key')}>
        <Digits>{fields.publicKey}</Digits>
      </Row>
      <Row name={t('form')}>{fields.version}</Row>
    </>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
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
  const keep = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  return (
    <button type="button" className="button" onClick={keep}>
      {label}
    </button>
  );
}
