import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** What stands beside the title, quietly; nothing for null. */
  readonly about?: ReactNode;
  /** What can be done about the page. */
  readonly children?: ReactNode;
}

/** The page's name, which takes the focus when the page is gone to. */
export function PageHead({ title, about = null, children }: Props) {
  return (
    <div className="page-head">
      <h1 tabIndex={-1}>{title}</h1>
      {about !== null && <span className="quiet">{about}</span>}
      {children}
    </div>
  );
}
