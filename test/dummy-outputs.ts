import { writeFile } from 'node:fs/promises';

/** Where an output lies on the screen, in pixels. */
interface Output {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Settings of an X server with a screen that is on no card, and with outputs as a real one has them: programs that ask for outputs and
 * their modes, as Wine does, find several.
 */
export async function writeXorgConfig(file: string, monitors: readonly Output[]): Promise<void> {
  const [width, height] = [
    Math.max(...monitors.map(({ x, width }) => x + width)),
    Math.max(...monitors.map(({ y, height }) => y + height)),
  ];
  await writeFile(
    file,
    `Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual ${width} ${height}
  EndSubSection
EndSection
`,
  );
}

/** The first monitor is the primary one. Their sizes are modes that the first output begins with, such as 1280x800 and 1024x768. */
export async function setOutputs(
  xrandr: (...args: string[]) => Promise<string>,
  monitors: readonly Output[],
): Promise<void> {
  const modeOf = ({ width, height }: Output): string => `${width}x${height}`;
  for (const [index, monitor] of monitors.entries())
    if (index > 0) await xrandr('--addmode', `DUMMY${index}`, modeOf(monitor));
  await xrandr(
    ...monitors.flatMap((monitor, index) => [
      ...['--output', `DUMMY${index}`, '--mode', modeOf(monitor), '--pos', `${monitor.x}x${monitor.y}`],
      ...(index === 0 ? ['--primary'] : []),
    ]),
  );
  // Until somebody asks anew an output that has a mode by now counts as not connected.
  await xrandr('--query');
}
