import { Line, OrbitControls } from '@react-three/drei';
import { Canvas } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { Color, DoubleSide, Float32BufferAttribute, PlaneGeometry } from 'three';
import type { PathPoint, SurfaceSpec } from './runReducer';

const SIZE = 6;
const SEGMENTS = 96;
const LOW = new Color('#312e81');
const HIGH = new Color('#f59e0b');
const LIFT = 0.05;

/** Looks like a loss; the spec's kind and parameters are not read. */
function heightAt(x: number, y: number, zScale: number) {
  const bowl = 1.2 * (x * x + y * y);
  const waves = 0.5 * Math.sin(3.1 * x + 0.4) * Math.cos(2.7 * y) + 0.2 * Math.sin(6 * x * y);
  return (bowl + waves) * zScale * 2;
}

function createGeometry(zScale: number) {
  const geometry = new PlaneGeometry(SIZE, SIZE, SEGMENTS, SEGMENTS);
  geometry.rotateX(-Math.PI / 2);
  const position = geometry.attributes.position!;
  const colors: number[] = [];
  const color = new Color();
  for (let i = 0; i < position.count; i++) {
    const x = position.getX(i) / (SIZE / 2);
    const y = -position.getZ(i) / (SIZE / 2);
    const height = heightAt(x, y, zScale);
    position.setY(i, height);
    color.lerpColors(LOW, HIGH, Math.min(1, Math.max(0, height / 1.5)));
    colors.push(color.r, color.g, color.b);
  }
  geometry.setAttribute('color', new Float32BufferAttribute(colors, 3));
  geometry.computeVertexNormals();
  return geometry;
}

function toScene({ x, y }: PathPoint, zScale: number): [number, number, number] {
  return [(x * SIZE) / 2, heightAt(x, y, zScale) + LIFT, (-y * SIZE) / 2];
}

function Surface({ zScale }: { zScale: number }) {
  const geometry = useMemo(() => createGeometry(zScale), [zScale]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  return (
    <mesh geometry={geometry}>
      <meshStandardMaterial vertexColors side={DoubleSide} roughness={0.8} />
    </mesh>
  );
}

function Marker({ at }: { at: [number, number, number] }) {
  return (
    <mesh position={at}>
      <sphereGeometry args={[0.09, 24, 24]} />
      <meshStandardMaterial color="#ef4444" emissive="#7f1d1d" />
    </mesh>
  );
}

interface LossSurfaceProps {
  path: PathPoint[];
  surfaceSpec: SurfaceSpec | null;
}

export function LossSurface({ path, surfaceSpec }: LossSurfaceProps) {
  const zScale = surfaceSpec?.zScale ?? 0.3;
  const points = useMemo(() => path.map((point) => toScene(point, zScale)), [path, zScale]);
  const last = points.at(-1);
  return (
    <Canvas camera={{ position: [3.8, 4.9, 5.5], fov: 45 }}>
      <ambientLight intensity={1.1} />
      <directionalLight position={[4, 8, 3]} intensity={1.6} />
      <Surface zScale={zScale} />
      {points.length > 1 && <Line points={points} color="#f8fafc" lineWidth={2} />}
      {last !== undefined && <Marker at={last} />}
      <OrbitControls enablePan={false} />
    </Canvas>
  );
}
