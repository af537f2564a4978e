import type { Controller } from '../../../core/organisation/organisation.ts';
import { countryText } from '../../../messages/terms-text.ts';
import { pageLanguage } from '../../parts/language.ts';
import { Fact } from '../../parts/layout/facts.tsx';
import { tTerms as t } from '../messages.ts';

interface Props {
  readonly organisation: string;
  readonly controller: Controller;
  readonly fingerprint: string;
}

/** Who is responsible and how to reach them (GDPR Art. 13(1)(a) and (b)). Addresses are words: our windows open no other program. */
export function ControllerList({ organisation, controller, fingerprint }: Props) {
  const { contact, address, email, phone, officer, policyUrl, jurisdiction } = controller;
  const rows = [
    ['organisation', organisation],
    ['contact', contact],
    ['address', address],
    ['email', email],
    ['phone', phone],
    ['officer', officer],
    ['policy', policyUrl],
    ['jurisdiction', countryText(jurisdiction, pageLanguage())],
  ] as const;
  return (
    <dl className="terms">
      {rows.map(
        ([name, value]) =>
          value !== null && (
            <Fact key={name} name={t(name)}>
              {value}
            </Fact>
          ),
      )}
      <Fact name={t('fingerprint')} className="fingerprint" dir="ltr">
        {fingerprint}
      </Fact>
    </dl>
  );
}
