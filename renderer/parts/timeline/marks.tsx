import type { ReactNode } from 'react';

/** A picture beside words that say the same, so readers of the page skip it. */
function Mark({ size = 16, children }: { readonly size?: number; readonly children: ReactNode }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" width={size} height={size}>
      {children}
    </svg>
  );
}

const line = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** The eye of Plainsight: open while recording, half open when partly, closed when paused or off. */
export function EyeMark({ look, size = 20 }: { readonly look: 'open' | 'half' | 'closed'; readonly size?: number }) {
  return (
    <Mark size={size}>
      {look === 'closed' ? (
        <path {...line} d="M1.5 7c2 2.6 4.1 3.8 6.5 3.8S12.5 9.6 14.5 7M4 10l-1.2 1.8M8 11v2.2M12 10l1.2 1.8" />
      ) : (
        <>
          <path {...line} d="M1.3 8C3.2 4.9 5.4 3.4 8 3.4S12.8 4.9 14.7 8c-1.9 3.1-4.1 4.6-6.7 4.6S3.2 11.1 1.3 8z" />
          {look === 'open' ? (
            <circle cx="8" cy="8" r="2.3" fill="currentColor" />
          ) : (
            <path d="M5.7 8a2.3 2.3 0 0 0 4.6 0z" fill="currentColor" />
          )}
        </>
      )}
    </Mark>
  );
}

export function WarningMark() {
  return (
    <Mark>
      <path {...line} d="M8 2 14.5 13.5h-13zM8 6.5v3.2" />
      <circle cx="8" cy="11.6" r="0.9" fill="currentColor" />
    </Mark>
  );
}

/** A mark that is one path: a line, or an area where it is filled. */
function markOf(d: string, { size = 16, isFilled = false } = {}) {
  return () => (
    <Mark size={size}>
      <path {...(isFilled ? { fill: 'currentColor' } : line)} d={d} />
    </Mark>
  );
}

export const PauseMark = markOf('M4 3h3v10H4zM9 3h3v10H9z', { isFilled: true });
export const PlayMark = markOf('M4.5 2.8v10.4L13 8z', { isFilled: true });
export const DashMark = markOf('M4 8h8');
export const DownMark = markOf('m3.5 6 4.5 4.5L12.5 6', { size: 12 });
export const TickMark = markOf('m3 8.5 3.3 3.3L13 4.8');
export const CrossMark = markOf('m4 4 8 8M12 4l-8 8');
/** A page with lines: something to read. */
export const PageMark = markOf('M3.5 1.8h6l3 3v9.4h-9zM6 7h4M6 9.5h4M6 12h2.5');
export const LockMark = markOf('M3.5 7.5h9v6h-9zM5.2 7.3V5a2.8 2.8 0 0 1 5.6 0v2.3');
/** A circle that comes round: ask again. */
export const AgainMark = markOf('M13 8a5 5 0 1 1-1.6-3.7M13.2 2.2v2.6h-2.6');

export function ClockMark() {
  return (
    <Mark size={14}>
      <circle {...line} cx="8" cy="8" r="6" />
      <path {...line} d="M8 4.8V8l2.2 1.4" />
    </Mark>
  );
}

export function ArrowMark({ to }: { readonly to: 'left' | 'right' }) {
  return (
    <Mark>
      <path {...line} d={to === 'left' ? 'M10 3 5 8l5 5' : 'm6 3 5 5-5 5'} />
    </Mark>
  );
}
