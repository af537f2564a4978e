export interface Size {
  readonly width: number;
  readonly height: number;
}

/** In pixels, from the top left corner. What they are pixels of, whoever takes one says. */
export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}
