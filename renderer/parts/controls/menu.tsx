import { DropdownMenu } from 'radix-ui';
import { type ComponentProps, type ReactNode, useRef } from 'react';
import { DownMark } from '../timeline/marks.tsx';

export interface MenuItem {
  /** What tests and scripts tell it by. */
  readonly key: string;
  readonly name: string;
  readonly about: string;
  readonly onChoose: () => void;
}

interface Props extends Omit<ComponentProps<typeof DropdownMenu.Trigger>, 'children'> {
  /** What stands on the button that opens it. */
  readonly label: ReactNode;
  readonly items: readonly MenuItem[];
  /** Whether the focus goes on after a choice to what comes next, not back to the button. */
  readonly isFocusMoved?: boolean;
}

/** A button that opens a short list of things to do. */
export function Menu({ label, items, isFocusMoved = false, className, ...trigger }: Props) {
  const hasChosen = useRef(false);
  return (
    // Not modal: Radix' scroll lock would add an inline style element.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={className === undefined ? 'button' : `button ${className}`} {...trigger}>
        {label}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="end"
          sideOffset={6}
          onCloseAutoFocus={(event) => {
            if (hasChosen.current && isFocusMoved) event.preventDefault();
            hasChosen.current = false;
          }}
        >
          {items.map(({ key, name, about, onChoose }) => (
            <DropdownMenu.Item
              key={key}
              className="menu-item"
              data-item={key}
              onSelect={() => {
                hasChosen.current = true;
                onChoose();
              }}
            >
              <span>{name}</span>
              <span className="quiet">{about}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface FormatMenuProps<Format extends string> extends Omit<Props, 'items'> {
  readonly formats: readonly Format[];
  /** What a format is called, and what it is for. */
  readonly wordsOf: (format: Format) => Pick<MenuItem, 'name' | 'about'>;
  readonly onChoose: (format: Format) => void;
}

/** A menu of the formats in which something is taken along. */
export function FormatMenu<Format extends string>({
  label,
  formats,
  wordsOf,
  onChoose,
  ...menu
}: FormatMenuProps<Format>) {
  return (
    <Menu
      label={
        <>
          {label} <DownMark />
        </>
      }
      items={formats.map((format) => ({ key: format, ...wordsOf(format), onChoose: () => onChoose(format) }))}
      {...menu}
    />
  );
}
