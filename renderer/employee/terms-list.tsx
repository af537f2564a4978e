import type { Terms, TermsField } from '../../core/terms.ts';
import { termsWords } from '../../core/words/terms.ts';
import { wordsOf } from '../parts/language.ts';
import { fieldLines, fieldName, termsFields } from './terms-text.ts';

const say = wordsOf(termsWords);

interface Props {
  readonly terms: Terms;
  /** Which fields, all of them unless it says otherwise; what is recorded always comes first. */
  readonly fields?: readonly TermsField[];
}

/** Everything that one purpose's terms say, name by name. */
export function TermsList({ terms, fields = termsFields }: Props) {
  return (
    <dl className="terms">
      <div>
        <dt>{say('field-what')}</dt>
        <dd>{say(`what-${terms.purpose}`)}</dd>
      </div>
      {fields.map((field) => (
        <FieldOf key={field} terms={terms} field={field} />
      ))}
    </dl>
  );
}

function FieldOf({ terms, field }: { readonly terms: Terms; readonly field: TermsField }) {
  const lines = fieldLines(terms, field);
  if (lines.length === 0) return null;
  return (
    <div>
      <dt>{fieldName(field)}</dt>
      <dd>
        <FieldWords lines={lines} />
      </dd>
    </div>
  );
}

/** The lines of one field under each other. */
export function FieldWords({ lines }: { readonly lines: readonly string[] }) {
  return lines.map((line) => (
    <span key={line} className="terms-line">
      {line}
    </span>
  ));
}
