import type { ComponentProps, ReactNode } from 'react';

interface Props extends Omit<ComponentProps<'section'>, 'about' | 'title'> {
  /** What the title's own id begins with: one of a page. */
  readonly id: string;
  readonly title: ReactNode;
  /** What stands beside the title, quietly; nothing for what is falsy. */
  readonly about?: ReactNode;
}

/** A card with its title, which names it. */
export function Card({ id, title, about, className, children, ...rest }: Props) {
  return (
    <section
      className={className === undefined ? 'card' : `card ${className}`}
      aria-labelledby={`${id}-title`}
      {...rest}
    >
      <div className="card-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {about !== undefined && about !== false && <span className="quiet small">{about}</span>}
      </div>
      {children}
    </section>
  );
}
