import type { Palette } from '../terminal/palette.js';
import { formatAmount, formatCount } from '../terminal/formatAmount.js';
import type { LogFinding, FindingCode, FindingLevel } from './finding.js';

/** How findings are written. */
export interface FindingFormat {
  readonly isJson: boolean;
  /** Findings of one code that are written out; the others are counted. */
  readonly maxPerCode: number;
  readonly palette: Palette;
}

/** Numbers of findings. */
export type LevelCounts = Record<FindingLevel, number>;

/** Gathers the findings of one log as text to be written. */
export class FindingReport {
  readonly levels: LevelCounts = { error: 0, warning: 0, note: 0 };
  private readonly counts = new Map<FindingCode, { count: number; level: FindingLevel }>();
  private pending: string[] = [];

  constructor(
    private readonly file: string,
    private readonly format: FindingFormat,
  ) {}

  /** Number of findings by code, in the order of first occurrence. */
  get countsByCode(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].map(([code, { count }]) => [code, count]));
  }

  /** @param times - how many findings this one counts for */
  add(finding: LogFinding, times: number): void {
    const { code, level } = finding;
    const held = this.counts.get(code) ?? { count: 0, level };
    if (held.count < this.format.maxPerCode) this.pending.push(this.render(finding));
    held.count += times;
    this.counts.set(code, held);
    this.levels[level] += times;
  }

  /** Returns the gathered text and drops it. */
  take(): string {
    const text = this.pending.join('');
    this.pending = [];
    return text;
  }

  /** How many findings of each code were not written out, for people. */
  renderLeftOut(): string {
    const { maxPerCode, palette } = this.format;
    const lines = [...this.counts]
      .filter(([, { count }]) => count > maxPerCode)
      .map(([code, { count, level }]) => {
        const amount = formatCount(count - maxPerCode);
        return `${this.file}: ${palette[level](level)} ${code}: ${amount} more; --max-findings shows more of them\n`;
      });
    return lines.join('');
  }

  private render(finding: LogFinding): string {
    if (this.format.isJson) return `${JSON.stringify({ file: this.file, ...finding })}\n`;
    const { palette } = this.format;
    const { level, code, line, path, found, expected, hint } = finding;
    const where = line === 0 ? this.file : `${this.file}:${line}`;
    const what = `${path}: found ${found}, expected ${expected}`;
    return `${palette.strong(where)}: ${palette[level](level)} ${code}: ${what} ${palette.faint(`→ ${hint}`)}\n`;
  }
}

/** `2 errors, 1 warning, 0 notes` */
export function renderLevels({ error, warning, note }: LevelCounts): string {
  return [formatAmount(error, 'error'), formatAmount(warning, 'warning'), formatAmount(note, 'note')].join(
    ', ',
  );
}
