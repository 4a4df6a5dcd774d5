import { Icon, type IconName } from './icons.js';

interface IconButtonProps {
  readonly icon: IconName;
  /** Accessible name, and tooltip. */
  readonly name: string;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  /** Where it is a switch: whether it is on. */
  readonly isPressed?: boolean;
  /** Where it opens something: whether that is open. */
  readonly isExpanded?: boolean;
  readonly className?: string;
}

/** A button with a shape for its name. A disabled one keeps the focus, so that the keyboard is not lost. */
export function IconButton({
  icon,
  name,
  onPress,
  isDisabled = false,
  isPressed,
  isExpanded,
  className = '',
}: IconButtonProps) {
  return (
    <button
      type="button"
      className={`gdv-tool ${className}`}
      aria-label={name}
      title={name}
      aria-disabled={isDisabled}
      aria-pressed={isPressed}
      aria-expanded={isExpanded}
      onClick={isDisabled ? undefined : onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
