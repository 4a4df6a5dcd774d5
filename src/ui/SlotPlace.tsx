import { Component, type ComponentType, type ReactNode } from 'react';
import { reportFault } from '../host/reportFault.js';

export interface SlotPlaceProps<Props> {
  readonly name: string;
  /** The host's component. */
  readonly of: ComponentType<Props>;
  readonly props: Props;
}

interface SlotState {
  readonly of: unknown;
  readonly hasFailed: boolean;
}

/**
 * The place of a part, with the host's component in it. What that throws while it renders is reported, and costs this part
 * alone, until it is another component.
 */
export class SlotPlace<Props extends object> extends Component<SlotPlaceProps<Props>, SlotState> {
  override state: SlotState = { of: null, hasFailed: false };

  static getDerivedStateFromError(): Partial<SlotState> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps(
    { of }: { readonly of: unknown },
    state: SlotState,
  ): Partial<SlotState> | null {
    return of === state.of ? null : { of, hasFailed: false };
  }

  override componentDidCatch(error: unknown): void {
    reportFault(error);
  }

  override render(): ReactNode {
    const { name, of: Part, props } = this.props;
    if (this.state.hasFailed) return null;
    return (
      <div className={`gdv-slot gdv-slot--${name}`}>
        <Part {...props} />
      </div>
    );
  }
}
