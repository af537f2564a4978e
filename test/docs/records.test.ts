import { describe, expect, it } from 'vitest';
import { consentRecordSchema } from '../../core/consent/consent.ts';
import { activityRecordSchema, presenceStates } from '../../core/day/activity.ts';
import { signedAnswerSchema, signedReplySchema } from '../../core/organisation/answer.ts';
import { recordedPurposes as purposes } from '../../core/organisation/purpose.ts';
import { viewReceiptSchema } from '../../core/organisation/view-receipt.ts';
import { firstColumn, pageAt, section } from './pages.ts';

const page = pageAt('docs/data-we-record.md');

describe('docs/data-we-record.md', () => {
  it.each(activityRecordSchema.options.map((option) => [option.shape.kind.value, Object.keys(option.shape)] as const))(
    'lists the fields of a %s record, all of them and no others',
    (kind, fields) => {
      expect(firstColumn(section(page, kind)).sort()).toEqual([...fields].sort());
    },
  );

  it('lists the fields of a decision about consent', () => {
    expect(firstColumn(section(page, 'Decisions about consent')).sort()).toEqual(
      Object.keys(consentRecordSchema.shape).sort(),
    );
  });

  it('lists the fields of the receipt of a view', () => {
    expect(firstColumn(section(page, 'Views')).sort()).toEqual(Object.keys(viewReceiptSchema.shape).sort());
  });

  it('lists the fields of a manager’s answer', () => {
    expect(firstColumn(section(page, 'Answers')).sort()).toEqual(Object.keys(signedAnswerSchema.shape).sort());
  });

  it('lists the fields of a manager’s reply', () => {
    expect(firstColumn(section(page, 'Replies')).sort()).toEqual(Object.keys(signedReplySchema.shape).sort());
  });

  it('names every state and every purpose', () => {
    const states = section(page, 'state');
    expect(presenceStates.filter((state) => !states.includes(`\`${state}\``))).toEqual([]);
    expect(purposes.filter((purpose) => !page.text.includes(`\`${purpose}\``))).toEqual([]);
  });
});
