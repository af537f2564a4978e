import type { Terms, TermsField } from '../../../core/consent/terms.ts';
import { termsFields, termsLines } from '../../../messages/terms-text.ts';
import { pageLanguage } from '../../parts/language.ts';
import { Fact } from '../../parts/layout/facts.tsx';
import { tTerms as t } from '../messages.ts';

interface Props {
  readonly terms: Terms;
  readonly fields?: readonly TermsField[];
}

/** Everything that one purpose's terms say, or those of its `fields`, name by name. */
export function TermsList({ terms, fields = termsFields }: Props) {
  return (
    <dl className="terms">
      <Fact name={t('field-what')}>{t(`what-${terms.purpose}`)}</Fact>
      <Fields terms={terms} fields={fields} />
    </dl>
  );
}

/** What several purposes have in common, said once: `fields` of any one of them. */
export function CommonTerms({ terms, fields }: Required<Props>) {
  return (
    <dl className="terms">
      <Fields terms={terms} fields={fields} />
    </dl>
  );
}

function Fields({ terms, fields }: Required<Props>) {
  return fields.map((field) => {
    const lines = fieldLines(terms, field);
    if (lines.length === 0) return null;
    return (
      <Fact key={field} name={t(`field-${field}`)}>
        <FieldWords lines={lines} />
      </Fact>
    );
  });
}

/** The lines of one field under each other. */
export function FieldWords({ lines }: { readonly lines: readonly string[] }) {
  return lines.map((line) => (
    <span key={line} className="terms-line">
      {line}
    </span>
  ));
}

/** What `terms` say about `field`, one line each, in the page's language; empty where the field does not concern the purpose. */
export function fieldLines(terms: Terms, field: TermsField): string[] {
  return termsLines(terms, field, pageLanguage());
}

/** Fields that say the same in every one of `all`, so that it can be said once. */
export function commonFields(all: readonly Terms[]): TermsField[] {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return [];
  return termsFields.filter((field) => {
    const said = fieldLines(first, field).join('\n');
    return said !== '' && others.every((other) => fieldLines(other, field).join('\n') === said);
  });
}
