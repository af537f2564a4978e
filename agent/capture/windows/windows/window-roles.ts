import type { WindowRole } from '../../../ports.ts';

/** What is needed to tell what a window is for. */
export interface ShellFacts {
  readonly className: string;
  readonly appId: string;
}

/** Windows that show other programs' messages. */
const noticeClasses = /^(Windows\.UI\.Notifications.*|NativeHWNDHost|Windows\.Internal\.Shell\.TabProxyWindow)$/;
/** The program of the shell that shows messages of all others, and the panel that keeps them. */
const noticePrograms = /^(shellexperiencehost)$/;

/**
 * Windows that list or name other programs' windows: taskbars and what hangs off them, the switchers of Windows 10 and 11 and of
 * before, the thumbnails above the taskbar.
 */
const panelClasses =
  /^(Shell_TrayWnd|Shell_SecondaryTrayWnd|TaskListThumbnailWnd|TaskListOverlayWnd|NotifyIconOverflowWindow|TopLevelWindowForOverflowXamlIsland|MultitaskingViewFrame|XamlExplorerHostIslandWindow|XamlExplorerHostIslandWindow_WASDK|TaskSwitcherWnd|TaskSwitcherOverlayWnd|ForegroundStaging|Xaml_WindowedPopupClass|DV2ControlHost|BaseBar|ImmersiveSwitchList|EdgeUiInputTopWndClass)$/;
/** The start menu and the search, which show what was used last. */
const panelPrograms = /^(startmenuexperiencehost|searchhost|searchapp|searchui|textinputhost)$/;

/** What a window on the screen is for, by its class, and in the shell by its program. */
export function roleByClass({ className, appId }: ShellFacts): WindowRole {
  if (noticeClasses.test(className) || noticePrograms.test(appId)) return 'notice';
  if (panelClasses.test(className) || panelPrograms.test(appId)) return 'panel';
  return 'window';
}
