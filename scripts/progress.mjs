// Plain JavaScript, because scripts/with-node.mjs needs it before anything is installed.

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Shows that a long step is running; see progress.d.mts. */
export function startProgress(label, out = process.stderr) {
  const startedAt = Date.now();
  const alive = out.isTTY === true && process.env.TERM !== 'dumb';
  let detail = '';
  let frame = 0;
  // A detail may hold what another program said. Here nothing can be imported that makes it visible, as `agent/host/terminal.ts` does.
  const text = () => `${label}${detail ? `: ${detail}` : ''}`.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
  const took = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const draw = () => {
    frame += 1;
    const room = (out.columns ?? 80) - 1;
    out.write(`\r\x1b[2K${`${frames[frame % frames.length]} ${text()} (${took()})`.slice(0, room)}`);
  };
  // A log is not a screen: there, a line at the start, one every half a minute, and one at the end.
  const timer = alive ? setInterval(draw, 100) : setInterval(() => out.write(`… ${text()} (${took()})\n`), 30_000);
  timer.unref();
  if (alive) draw();
  else out.write(`${label} …\n`);
  const end = (mark, last) => {
    clearInterval(timer);
    if (last !== undefined) detail = last;
    out.write(`${alive ? '\r\x1b[2K' : ''}${mark} ${text()} (${took()})\n`);
  };
  return {
    update: (now) => {
      detail = now;
    },
    done: (last) => end('✓', last),
    fail: (last) => end('✗', last),
  };
}
