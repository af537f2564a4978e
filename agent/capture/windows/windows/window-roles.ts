import type { WindowRole } from '../../../ports.ts';

/** What is needed to tell what a window is for. */
export interface ShellFacts {
  readonly className: string;
  readonly appId: string;
}

/** The program of the shell that shows messages of all others, and the panel that keeps them. */
const noticePrograms = /^shellexperiencehost$/;

/**
 * Windows that list or name other programs' windows: taskbars and what hangs off them, the switchers of Windows 10 and 11 and of
 * before, the thumbnails above the taskbar.
 */
const panelClasses =
  /^(Shell_TrayWnd|Shell_SecondaryTrayWnd|TaskListThumbnailWnd|TaskListOverlayWnd|NotifyIconOverflowWindow|TopLevelWindowForOverflowXamlIsland|MultitaskingViewFrame|XamlExplorerHostIslandWindow|XamlExplorerHostIslandWindow_WASDK|TaskSwitcherWnd|TaskSwitcherOverlayWnd|DV2ControlHost|BaseBar|ImmersiveSwitchList|EdgeUiInputTopWndClass)$/;
/** Of the shell alone they say what a button of the taskbar stands for; every program has such windows. */
const taskbarTips = /^(tooltips_class32|Xaml_WindowedPopupClass)$/;
/** The start menu and the search, which show what was used last. What text is put in with is none: it is as large as the screen. */
const panelPrograms = /^(startmenuexperiencehost|searchhost|searchapp|searchui)$/;

/** What a window on the screen is for, by its class, and in the shell by its program. */
export function roleByClass({ className, appId }: ShellFacts): WindowRole {
  if (noticePrograms.test(appId)) return 'notice';
  const isTip = appId === 'explorer' && taskbarTips.test(className);
  return isTip || panelClasses.test(className) || panelPrograms.test(appId) ? 'panel' : 'window';
}
