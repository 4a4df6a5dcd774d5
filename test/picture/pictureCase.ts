/** The props of a picture: plain data, so that it can go to any browser. */
export interface PictureProps {
  readonly theme?: 'auto' | 'light' | 'dark';
  readonly colorMap?: 'viridis' | 'cividis' | 'magma' | 'inferno' | 'plasma';
  readonly heightScale?: 'linear' | 'log' | 'auto';
  readonly lossRange?: 'auto' | 'full' | readonly [number, number];
  readonly missingSteps?: 'dashed' | 'blank';
  /** Whether the loss curve is under the picture, and round steps are marked on the path; both are left out unless said. */
  readonly showTimeline?: boolean;
  readonly stepTicks?: boolean;
  /** At a step that has come. */
  readonly playback?: { readonly mode: 'paused'; readonly step: number };
}

/** What the oracle is asked about: what came, and how it is looked at. Plain data. */
export interface PictureCase {
  readonly name: string;
  /** CSS pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Envelopes, in the order in which they come. */
  readonly events: readonly Envelope[];
  readonly props: PictureProps;
  /** Most points that the store keeps of a path. */
  readonly maxPoints?: number;
  /** Where the camera is moved to around what it looks at: from the viewer's side, and from straight above. */
  readonly camera?: { readonly azimuthRad: number; readonly polarRad: number };
  /** What the system asks for. */
  readonly media?: { readonly colorScheme?: 'light' | 'dark'; readonly reducedMotion?: 'reduce' };
  /** Direction of the text around the component. */
  readonly dir?: 'ltr' | 'rtl';
}

/** An event as it comes from a backend. */
export interface Envelope {
  readonly v: 1;
  readonly type: 'EVENT';
  readonly project_id: string;
  readonly seq: number;
  readonly ts: number;
  readonly event: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> };
}

/** A point on the wire: normalized. */
export interface WirePoint {
  readonly x: number;
  readonly y: number;
  readonly loss?: number;
  readonly residual?: number;
}
