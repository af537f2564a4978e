/**
 * How a program finds the session, its screen, the system's own files and what Node compiled before: without that
 * each start compiles everything anew. Windows compares these without case.
 */
const needed =
  /^(DISPLAY|XAUTHORITY|WAYLAND_DISPLAY|SWAYSOCK|I3SOCK|DBUS_\w+_BUS_ADDRESS|XDG_\w+|HOME|USER|PATH|TZ|LANG|LC_\w+|SYSTEMROOT|SYSTEMDRIVE|WINDIR|USERPROFILE|TEMP|TMP|APPDATA|LOCALAPPDATA|NODE_COMPILE_CACHE|MALLOC_ARENA_MAX)$/i;

/** What of the environment the process of the sensors gets: nothing that opens a bucket or a key. */
export function sensorEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => needed.test(name)));
}
