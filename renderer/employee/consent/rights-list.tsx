import { tTerms as t } from '../messages.ts';

/** The person's rights, GDPR Art. 13(2)(b) to (d), as this program carries them out. */
export function RightsList() {
  return (
    <ul className="rights">
      {(['withdraw', 'object', 'access', 'correct', 'ask', 'delete', 'complain'] as const).map((right) => (
        <li key={right}>{t(`rights-${right}`)}</li>
      ))}
    </ul>
  );
}
