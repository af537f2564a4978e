import { Dialog } from 'radix-ui';
import { useEffect, useId, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { DialogWindow } from '../controls/dialog-window.tsx';
import { tParts as t } from '../messages.ts';
import { type Command, foundCommands } from './commands.ts';
import './palette.css';

interface Props {
  /** Made when the palette opens, so that closed it costs nothing. */
  readonly commands: () => readonly Command[];
}

/** “Go to”: pages, people, days and actions by their names, from the button or with Ctrl+K (Command+K), wherever the person is. */
export function Palette({ commands }: Props) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey))
        return;
      // Of a dialog that waits for an answer nothing leads away.
      if (document.querySelector('[role=dialog], [role=alertdialog]') !== null) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', open);
    return () => removeEventListener('keydown', open);
  }, []);
  return (
    <>
      <Button kind="bare" className="palette-button" aria-keyshortcuts="Control+K Meta+K" onClick={() => setOpen(true)}>
        {t('palette-open')} <kbd>{isMac() ? '⌘ K' : t('palette-keys')}</kbd>
      </Button>
      {isOpen && <PaletteDialog commands={commands()} onClose={() => setOpen(false)} />}
    </>
  );
}

function PaletteDialog({ commands, onClose }: { readonly commands: readonly Command[]; readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const label = t(commands.some(({ kind }) => kind === 'person') ? 'palette-label-people' : 'palette-label');
  const found = foundCommands(commands, typed);
  const chosen = found[Math.min(at, found.length - 1)];
  const optionId = (command: Command) => `${list}-${command.id}`;
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setAt((at + 1) % Math.max(1, found.length)),
    ArrowUp: () => setAt((at + found.length - 1) % Math.max(1, found.length)),
    Home: () => setAt(0),
    End: () => setAt(Math.max(0, found.length - 1)),
    Enter: () => run(chosen),
  };
  return (
    <DialogWindow className="palette" onClose={onClose} aria-describedby={undefined}>
      <Dialog.Title className="only-heard">{t('palette-open')}</Dialog.Title>
      <input
        className="input"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={chosen && optionId(chosen)}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (act === undefined || event.nativeEvent.isComposing) return;
          event.preventDefault();
          act();
        }}
      />
      <div id={list} role="listbox" aria-label={t('palette-open')}>
        {found.map((command) => (
          <div
            key={command.id}
            id={optionId(command)}
            role="option"
            // The input keeps the focus and names what is chosen.
            tabIndex={-1}
            aria-selected={command === chosen}
            data-command={command.id}
            ref={command === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : null}
            onPointerMove={() => setAt(found.indexOf(command))}
            onClick={() => run(command)}
            onKeyDown={({ key }) => key === 'Enter' && run(command)}
          >
            <span>{command.label}</span>
            <span className="quiet small">{t(`palette-${command.kind}`)}</span>
          </div>
        ))}
      </div>
      <p className="quiet small" role="status">
        {found.length === 0 ? t('palette-none') : ''}
      </p>
    </DialogWindow>
  );
}

function isMac(): boolean {
  return /mac/i.test(navigator.platform);
}
