/** The colour of something by its name in `tokens.css`, beside the words for it. */
export function Dot({ colour }: { readonly colour: string }) {
  return <span className="dot" style={{ background: `var(--${colour})` }} />;
}
