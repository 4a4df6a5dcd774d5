import type { AriaAttributes, AriaRole } from 'react';
import { readProp } from './readProp.js';

/**
 * Attributes of the outermost element, and all attributes that begin with `data-`, which TSX accepts without a type.
 */
export interface RootAttributes extends AriaAttributes {
  /** The element's id. */
  readonly id?: string | undefined;
  /**
   * The element's role.
   * @defaultValue `group` if the element is named, by `aria-label` or `aria-labelledby`
   */
  readonly role?: AriaRole | undefined;
}

/** Of all props, those that are attributes of the outermost element. */
export function readRootAttributes(props: RootAttributes): RootAttributes {
  const attributes: RootAttributes = Object.fromEntries(
    Object.entries(props).filter(([name]) => /^(?:aria|data)-./.test(name)),
  );
  const isNamed = Boolean(props['aria-label'] ?? props['aria-labelledby']);
  return {
    ...attributes,
    id: readProp('id', props.id, isText, 'a string', undefined),
    // A name is none of an element without a role.
    role: readProp('role', props.role, isText, 'a string', isNamed ? 'group' : undefined),
  };
}

const isText = (value: unknown): boolean => typeof value === 'string';
