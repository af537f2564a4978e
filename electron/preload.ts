import { contextBridge, ipcRenderer } from 'electron';
import { changeChannelOf, channelOf } from './channels.ts';

/** Written in by scripts/build.ts from the contract in ipc/: one preload a contract, with that contract's names only. */
declare const CONTRACT: { readonly name: string; readonly calls: readonly string[] };

const { name, calls } = CONTRACT;
const ask = (call: string) => (args: unknown) => ipcRenderer.invoke(channelOf(name, call), args);

function onChange(listener: () => void): () => void {
  // Neither the event nor what `off` returns may reach the page: both lead to ipcRenderer.
  const forward = (): void => listener();
  ipcRenderer.on(changeChannelOf(name), forward);
  return () => void ipcRenderer.off(changeChannelOf(name), forward);
}

contextBridge.exposeInMainWorld('plainsight', {
  contract: name,
  calls: Object.fromEntries(calls.map((call) => [call, ask(call)])),
  onChange,
});
