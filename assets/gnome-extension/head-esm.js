// GNOME Shell 45 and later.
import Cogl from 'gi://Cogl';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Meta from 'gi://Meta';
import Shell from 'gi://Shell';
import St from 'gi://St';
import { Extension } from 'resource:///org/gnome/shell/extensions/extension.js';
import * as Main from 'resource:///org/gnome/shell/ui/main.js';

export default class Plainsight extends Extension {
  enable() {
    this._door = new PlainsightDoor(this.path);
    this._door.enable();
  }

  disable() {
    this._door.disable();
    this._door = null;
  }
}
