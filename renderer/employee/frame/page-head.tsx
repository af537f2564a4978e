import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** What stands beside the title, quietly. */
  readonly children?: ReactNode;
}

/** The page's name, which takes the focus when the page is gone to. */
export function PageHead({ title, children }: Props) {
  return (
    <div className="page-head">
      <h1 tabIndex={-1}>{title}</h1>
      {children !== undefined && <span className="quiet">{children}</span>}
    </div>
  );
}
