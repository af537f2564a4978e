import { useState } from 'react';
import { flushSync } from 'react-dom';
import { usePrintMargins } from '../../manager/export/print-margins.ts';
import { Button } from '../../parts/controls/button.tsx';
import { momentText } from '../../parts/formats.ts';
import { tMyPeriod as t } from '../messages.ts';
import './my-period.css';

interface Props {
  /** Empty where it is not known. */
  readonly name: string;
  readonly organisation: string;
  /** The span, as the page says it. */
  readonly span: string;
  readonly zone: string;
  readonly now: number;
}

/** Prints what is on the page. The browser does it: no call is made, and no look is recorded. */
export function PrintPeriod({ name, organisation, span, zone, now }: Props) {
  const [at, setAt] = useState(now);
  const made = momentText(at, zone, 'medium');
  usePrintMargins({
    topLeft: [name, organisation].filter((part) => part !== '').join(' · '),
    topRight: span,
    bottomLeft: name === '' ? t('print-made-by-person', { at: made }) : t('print-made', { name, at: made }),
  });
  return (
    <span className="row wrap print-period">
      <Button
        aria-describedby="print-about"
        onClick={() => {
          // The margins say when: it has to stand there first.
          flushSync(() => setAt(now));
          window.print();
        }}
      >
        {t('print')}
      </Button>
      <span id="print-about" className="quiet small">
        {t('print-about')}
      </span>
    </span>
  );
}
