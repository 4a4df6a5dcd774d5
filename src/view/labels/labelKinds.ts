/** A label of one figure: as it is written, and as a number. */
export type Counted = (text: string, count: number) => string;
/** A label of one text. */
export type OfText = (text: string) => string;
