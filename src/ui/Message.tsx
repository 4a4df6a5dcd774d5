/** A line in the middle of the frame, where there is nothing else to see. */
export function Message({ text }: { readonly text: string }) {
  return (
    <p className="gdv-message" role="status" dir="auto">
      {text}
    </p>
  );
}
