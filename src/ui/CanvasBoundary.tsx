import { Component, type ReactNode } from 'react';

export interface CanvasBoundaryProps {
  readonly children: ReactNode;
  readonly onFail: () => void;
}

/** Shows nothing where drawing failed, so that the host's page goes on. React reports the error on the console. */
export class CanvasBoundary extends Component<CanvasBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    this.props.onFail();
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}
