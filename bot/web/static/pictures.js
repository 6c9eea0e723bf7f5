// Makes a large photo smaller before it is sent: a phone on a slow line pays for every megabyte.

const SMALL = 1_500_000;
const SIDE = 2560;
const TAKEN = ["image/jpeg", "image/png", "image/webp"];

export async function shrink(file) {
  if (!file.type.startsWith("image/") || (TAKEN.includes(file.type) && file.size <= SMALL)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    if (!blob || (TAKEN.includes(file.type) && blob.size >= file.size)) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}
