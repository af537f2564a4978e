interface Props {
  readonly words: string;
  readonly isSlow: boolean;
  readonly rows?: number;
}

/** The shape of a list that is not there yet, and what is being done. */
export function PageLoading({ words, isSlow, rows = 6 }: Props) {
  return (
    <div className="stack" aria-busy="true">
      <p className={isSlow ? 'quiet' : 'only-heard'} role="status">
        {words}
      </p>
      <div className="card page-waiting">
        {Array.from({ length: rows }, (_, index) => (
          <span key={index} className="skeleton row-skeleton" />
        ))}
      </div>
    </div>
  );
}
