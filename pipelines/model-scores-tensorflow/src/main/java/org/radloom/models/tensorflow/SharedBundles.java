package org.radloom.models.tensorflow;

import org.radloom.models.ModelOptions;
import org.radloom.models.ModelVersion;
import org.radloom.models.SharedByKey;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.ConfigProto;

/** The SavedModels of this process: each is loaded once, and its session serves all threads. */
final class SharedBundles {
  private static final SharedByKey<Key, SavedModelBundle> OPEN =
      new SharedByKey<>(SavedModelBundle::close);

  private SharedBundles() {}

  record Key(String sha256, int threads) {}

  /** Returns a lease of a model, which is loaded if it is the first. */
  static SharedByKey<Key, SavedModelBundle>.Lease open(ModelVersion version, ModelOptions options) {
    return OPEN.acquire(new Key(version.sha256(), options.threads()), () -> load(version, options));
  }

  /** Returns how many are loaded. */
  static int count() {
    return OPEN.count();
  }

  private static SavedModelBundle load(ModelVersion version, ModelOptions options) {
    return SavedModelBundle.loader(version.file(SavedModelEngine.FOLDER).toString())
        .withTags(SavedModelEngine.TAG)
        .withConfigProto(
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(options.threads())
                .setInterOpParallelismThreads(1)
                .build())
        .load();
  }
}
