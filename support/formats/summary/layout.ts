import type { createColors } from 'picocolors';
import { visible } from '../../result';
import { hang } from '../wrap';

/** Of picocolors: all or none. */
export type Colors = ReturnType<typeof createColors>;

/** How a summary is drawn: colours or none, and the columns that a line may take. */
export interface Canvas {
  readonly colors: Colors;
  readonly width: number;
}

/** A line of the summary behind its heading: `Account   111122223333`. */
export function entry(heading: string, text: string, { width }: Canvas): string {
  return hang(heading.padEnd(10), visible(text), width);
}

/** One that somebody should look at. */
export function warning(text: string, canvas: Canvas): string {
  return painted(entry('Warning', text, canvas), canvas.colors.yellow);
}

/** Line by line: what stands before and after a broken line keeps its colour. */
export function painted(text: string, paint: (line: string) => string): string {
  return text.split('\n').map(paint).join('\n');
}

/** The sections that hold anything, a blank line between them. */
export function sectionsText(sections: readonly string[]): string {
  return `\n${sections.filter((section) => section !== '').join('\n\n')}\n`;
}
