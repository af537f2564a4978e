/** By which Windows knows the program: its shortcut carries it, and notices are shown of no program without one. */
export const appId = 'app.plainsight.desktop';
