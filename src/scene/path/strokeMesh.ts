import {
  Mesh,
  Scene,
  type BufferGeometry,
  type Camera,
  type ShaderMaterial,
  type WebGLRenderer,
} from 'three';

/** Quads that a shader places, alone in a scene: their positions in the buffer mean nothing, so three neither places nor culls them. */
export class StrokeMesh<Geometry extends BufferGeometry> {
  readonly mesh: Mesh<Geometry, ShaderMaterial>;
  private readonly scene = new Scene();

  constructor(
    readonly geometry: Geometry,
    readonly material: ShaderMaterial,
  ) {
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.mesh.matrixWorldAutoUpdate = false;
    this.scene.add(this.mesh);
  }

  compile(renderer: WebGLRenderer, camera: Camera): void {
    renderer.compile(this.scene, camera);
  }

  draw(renderer: WebGLRenderer, camera: Camera): void {
    renderer.render(this.scene, camera);
  }

  dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}
