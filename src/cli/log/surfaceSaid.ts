import type { LossSurfaceGridReady, LossSurfaceSpecReady, SurfaceSource } from '../../protocol/events.js';

/** A surface, in short. */
export interface SurfaceSaid {
  /** The kind of a formula, or the address of a grid. */
  readonly label: string;
  readonly isGrid: boolean;
  readonly domainHalf: number | null;
  /** Whether its heights are the loss; null where that was not said. */
  readonly source: SurfaceSource | null;
}

/** What a surface event says, in short. */
export function describeSurface(event: LossSurfaceSpecReady | LossSurfaceGridReady): SurfaceSaid {
  const { domainHalf, source = null } = event;
  return event.name === 'LOSS_SURFACE_SPEC_READY'
    ? { label: event.kind, isGrid: false, domainHalf, source }
    : { label: shortenAddress(event.assetUrl), isGrid: true, domainHalf, source };
}

/** A `data:` address holds the grid itself. */
function shortenAddress(address: string): string {
  return address.length <= 120 ? address : `${address.slice(0, 60)}… (${address.length} characters)`;
}
