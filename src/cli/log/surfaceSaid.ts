import type { LossSurfaceGridReady, LossSurfaceSpecReady } from '../../protocol/events.js';

/** A surface, in short. */
export interface SurfaceSaid {
  /** The kind of a formula, or the address of a grid. */
  readonly label: string;
  readonly isGrid: boolean;
  readonly domainHalf: number | null;
}

/** What a surface event says, in short. */
export function describeSurface(event: LossSurfaceSpecReady | LossSurfaceGridReady): SurfaceSaid {
  const { domainHalf } = event;
  return event.name === 'LOSS_SURFACE_SPEC_READY'
    ? { label: event.kind, isGrid: false, domainHalf }
    : { label: shortenAddress(event.assetUrl), isGrid: true, domainHalf };
}

/** A `data:` address holds the grid itself. */
function shortenAddress(address: string): string {
  return address.length <= 120 ? address : `${address.slice(0, 60)}… (${address.length} characters)`;
}
