import { Component, type ReactNode } from 'react';

export interface CanvasBoundaryProps {
  readonly children: ReactNode;
  readonly fallback: ReactNode;
}

/** Shows a fallback where drawing failed, so that the host's page goes on. React reports the error on the console. */
export class CanvasBoundary extends Component<CanvasBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
