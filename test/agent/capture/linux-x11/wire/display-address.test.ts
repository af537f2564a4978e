import { expect, test } from 'vitest';
import { displayAddress } from '../../../../../agent/capture/linux-x11/wire/display-address.ts';
import { english } from '../../../../fixtures/problems.ts';

test.each([
  [':0', 0, 0],
  [':12.1', 12, 1],
  ['unix:3', 3, 0],
])('%s is a display of this computer', (DISPLAY, displayNumber, screenNumber) => {
  expect(displayAddress({ DISPLAY })).toMatchObject({
    ok: true,
    socketPath: `/tmp/.X11-unix/X${displayNumber}`,
    screenNumber,
  });
});

test.each([
  ['no DISPLAY', {}, 'no-display'],
  ['an empty one', { DISPLAY: '' }, 'no-display'],
  ['another computer', { DISPLAY: 'desk:0' }, 'display-not-local'],
  ['a forwarded one', { DISPLAY: 'localhost:10.0' }, 'display-not-local'],
  ['TCP', { DISPLAY: 'tcp/localhost:0' }, 'display-not-local'],
  ['a path', { DISPLAY: '/tmp/x' }, 'display-not-local'],
  ['a Wayland session with XWayland', { DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland' }, 'wayland'],
  ['a Wayland display with XWayland', { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'wayland'],
  ['Wayland alone', { XDG_SESSION_TYPE: 'Wayland' }, 'wayland'],
])('%s has no desktop to watch, and says why', (_, env, code) => {
  const failure = displayAddress(env);
  expect(failure).toMatchObject({ ok: false, reason: { code } });
  const { what, remedy } = english(failure.ok ? null : failure.reason);
  for (const text of [what, remedy]) expect(text).toMatch(/\.$/);
});
