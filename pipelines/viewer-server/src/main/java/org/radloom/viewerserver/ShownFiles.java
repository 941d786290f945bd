package org.radloom.viewerserver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContent;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jspecify.annotations.Nullable;

/** Leads from the path of a URL to a file of the site or, below {@code /data/}, of the results. */
final class ShownFiles implements HttpContent.Factory {
  static final String DATA = "/data/";

  private final PlainFiles site;
  private final ResultFolder results;
  private final ResourceFactory resources;

  ShownFiles(PlainFiles site, ResultFolder results, ResourceFactory resources) {
    this.site = site;
    this.results = results;
    this.resources = resources;
  }

  /** Returns the file, or null, which becomes a 404: it isn't told whether there is such a file. */
  @Override
  public @Nullable HttpContent getContent(String canonicalPath) throws IOException {
    // Jetty leaves %25 and %2F encoded; the latter it has turned down.
    String path = URIUtil.decodePath(canonicalPath);
    Optional<Path> file =
        path.startsWith(DATA)
            ? results.file(path.substring(DATA.length()))
            : site.file(path.equals("/") ? "index.html" : path.substring(1));
    return file.map(
            found -> new ResourceHttpContent(resources.newResource(found), MediaTypes.of(found)))
        .orElse(null);
  }
}
